/** Whether all letters are in the font that pictures of the app are taken with (tests/e2e/support/pictures.ts). */
export const isLatin = (words = ''): boolean => /^[\u0020-\u024f\u2000-\u206f\n]*$/.test(words);
