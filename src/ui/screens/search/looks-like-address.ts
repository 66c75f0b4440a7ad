/** Whether what was typed may be somebody's address or a link: then it can be looked up, which asks others. */
export function looksLikeAddress(text: string): boolean {
  const trimmed = text.trim();
  if (/\s/.test(trimmed)) return false;
  return /^(?:https?:\/\/|ipns:|ap:|did:|web\+)|^(?:k51|k2k4)\w{20,}|^@?[^\s@:/]+@[^\s@:/]+\.[^\s@/]+$|^@?[^\s@:/]+@localhost(?::\d+)?$/i.test(
    trimmed,
  );
}
