export const shownSecret = {
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Copying is not allowed here. Select the text and copy it by hand.",
} as const;
