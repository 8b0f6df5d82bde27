import "@/app/styles.css";
import { createRoot } from "react-dom/client";
import { App } from "@/app/app";
import { followSystemTheme } from "@/lib/theme";
import { SCENES } from "../scenes";

const LAST_SCENE = "scene.name";

// The page name is the scene: `/allocation?scene=halted`. Runs and other parameters stay as the application sets them.
// The application writes addresses of its own; a reload then shows the scene that was asked for last.
const asked = new URLSearchParams(location.search).get("scene") ?? sessionStorage.getItem(LAST_SCENE) ?? "drifted";
sessionStorage.setItem(LAST_SCENE, asked);
const scene = SCENES[asked];
const root = document.getElementById("root");
if (!scene || !root) throw new Error(`There is no scene "${asked}".`);
followSystemTheme();
createRoot(root).render(<App backend={Promise.resolve(scene())} />);
