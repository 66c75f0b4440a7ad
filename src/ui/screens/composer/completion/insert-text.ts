/** Puts text into a field as if it had been typed, so that the browser's own undo knows of it; `otherwise` where that cannot be done. */
export function insertText(field: HTMLTextAreaElement, start: number, end: number, text: string, otherwise: () => void): void {
  field.focus();
  field.setSelectionRange(start, end);
  if (typeof document.execCommand !== 'function' || !document.execCommand('insertText', false, text)) otherwise();
}
