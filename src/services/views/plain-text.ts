export { plainText } from '../../protocol/plain-text.ts';
