/** Hands a text to the browser as a file to keep. */
export function saveFile(name: string, type: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The click has only asked for the file; it is read a moment later.
  setTimeout(() => URL.revokeObjectURL(address));
}
