import { err, ok } from '../../protocol/result.ts';
import type { AddressDesk } from '../../services/readable/address-desk.ts';

/** A readable address in memory; domains that begin with "no" do not give theirs. */
export function createFakeAddresses(): AddressDesk {
  let own: string | undefined;
  const wait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 600));
  const parse = (text: string): string | undefined => /^@?([^@\s]+@[^@\s]+\.[^@\s]+)$/.exec(text.trim())?.[1];
  return {
    own: async () => own,
    file(text) {
      const address = parse(text);
      if (address === undefined) return undefined;
      const answer = {
        subject: `acct:${address}`,
        links: [{ rel: 'self', href: 'ipns://k51qzi5uqu5dkkjz1ksy53mx5lb172d79fotn9v41bhb32p1qf2hpccr6n4xe7' }],
      };
      return { address, url: `https://${address.split('@')[1]}/.well-known/webfinger`, text: JSON.stringify(answer, null, 2) };
    },
    async check() {
      await wait();
      return own === undefined ? undefined : { type: 'given', throughGateway: false };
    },
    async use(text) {
      await wait();
      const address = parse(text);
      if (address === undefined) return err({ type: 'not-an-address' });
      if (/@no/.test(address)) return err({ type: 'not-there' });
      own = address;
      return ok({ throughGateway: false });
    },
    async remove() {
      own = undefined;
      return ok(undefined);
    },
    confirm: async () => undefined,
  };
}
