import "@/app/styles.css";
import { createRoot } from "react-dom/client";
import { App } from "@/app/app";
import { followSystemTheme } from "@/lib/theme";
import { SCENES } from "../scenes";

// The page name is the scene: `/allocation?scene=halted`. Runs and other parameters stay as the application sets them.
const asked = new URLSearchParams(location.search).get("scene") ?? "drifted";
const scene = SCENES[asked];
const root = document.getElementById("root");
if (!scene || !root) throw new Error(`There is no scene "${asked}".`);
followSystemTheme();
createRoot(root).render(<App backend={Promise.resolve(scene())} />);
