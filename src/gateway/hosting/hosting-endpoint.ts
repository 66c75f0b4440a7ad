import type { Did } from '../../protocol/brand.ts';
import type { HostingState } from '../../protocol/ports/network.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import { type Answer, type GatewayRequest, json, refuse } from '../http/answer.ts';
import { checkHostingRequest, largestRequestBytes } from './hosting-request.ts';
import type { HostedAccount, HostedAccounts } from './hosted-accounts.ts';

export interface HostingOptions {
  readonly accounts: HostedAccounts;
  readonly verifier: Verifier;
  readonly quotaBytes: number;
  readonly maxAccounts: number;
  /** Whoever asks is welcome. */
  readonly open: boolean;
  /** Does this code open the door when it is not open to all? */
  isInvited(code: string): boolean;
  isDenied(did: Did): boolean;
  /** Shows other endpoints that the account is kept here; absent: none asks. */
  pass?(did: Did): string;
  /** Origins that this gateway goes by, for the one that was asked. */
  origins(request: GatewayRequest): ReadonlySet<string>;
  /** A new account is kept from now on. */
  onHosted(account: HostedAccount): void;
  nowMs(): number;
}

/** `POST /pollen/hosting`: an account asks to be kept. Asking again is how it learns where it stands. */
export function createHostingEndpoint(options: HostingOptions): { handle(request: GatewayRequest): Promise<Answer> } {
  const { accounts } = options;
  /** Only who signed for the account gets here. */
  const answerFor = (account: HostedAccount) => ({
    ...stateOf(account),
    ...(options.pass && { pass: options.pass(account.did) }),
  });
  return {
    async handle(request) {
      if (request.method !== 'POST') return refuse(405, 'Method not allowed', { Allow: 'POST, OPTIONS' });
      const body = await request.body(largestRequestBytes);
      if (!body.ok) return refuse(body.error.type === 'too-large' ? 413 : 400, `At most ${largestRequestBytes} bytes`);
      const asked = await checkHostingRequest(body.value, {
        origins: options.origins(request),
        nowMs: options.nowMs(),
        verifier: options.verifier,
      });
      if (!asked.ok) return refuse(400, asked.error);
      const { did, invite } = asked.value;
      if (options.isDenied(did)) return refuse(403, 'This gateway does not keep that account');
      const known = accounts.get(did);
      if (known !== undefined) return json(answerFor(known));
      if (!options.open && (invite === undefined || !options.isInvited(invite))) {
        return refuse(403, 'This gateway keeps accounts by invitation');
      }
      if (accounts.count >= options.maxAccounts) return refuse(507, 'This gateway is full');
      const account = await accounts.add(did, options.quotaBytes);
      options.onHosted(account);
      return json(answerFor(account));
    },
  };
}

/** What the account is told; `trouble` is why the newest version is not what is served. */
function stateOf(account: HostedAccount): HostingState & { readonly trouble?: string; readonly root?: string } {
  const { usedBytes, quotaBytes, trouble, root } = account;
  return {
    hosted: true,
    usedBytes,
    quotaBytes,
    ...(trouble === undefined ? {} : { trouble }),
    ...(root === undefined ? {} : { root: root.toString() }),
  };
}
