/** Hands a file that the page has fetched to the browser's downloads. Links cannot fetch it: they send no token. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Some browsers read the file only after the click is through.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
