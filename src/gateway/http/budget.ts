import { isIPv6 } from 'node:net';

export { createBudget, type Budget } from '../../protocol/budget.ts';

/** One household or host: an IPv4 address, or the /64 network of an IPv6 address. */
export function budgetKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d)/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups =
    tail === undefined ? left : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return `${groups.slice(0, 4).join(':')}::/64`;
}
