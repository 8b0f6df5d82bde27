import base from "./playwright.config.ts";
export default { ...base, expect: { timeout: 4000 }, reporter: [["list"]] };
