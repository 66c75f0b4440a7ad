import type { Did } from '../../protocol/brand.ts';
import { accountOf } from '../../protocol/identity/ids.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import { checkSuccession, successionByteLimit } from '../../protocol/succession/check-succession.ts';
import { type Answer, type GatewayRequest, json, refuse } from '../http/answer.ts';
import { budgetKey, createBudget } from '../http/budget.ts';
import type { Successors } from './successors.ts';

export interface SuccessorOptions {
  readonly successors: Successors;
  readonly verifier: Verifier;
  isHosted(did: Did): boolean;
  /** Makes sure that the pin of an account that is served is known, if it has one. */
  learn(did: Did): Promise<void>;
  /** There is a statement that counts more than the one before. */
  onKept(did: Did, statement: Uint8Array): void;
  nowMs(): number;
}

/** `PUT /pollen/successor?actor=`: an account goes on in place of one that is kept here (bridge-spec section 13.4). */
export function createSuccessorEndpoint(options: SuccessorOptions): { handle(request: GatewayRequest): Promise<Answer> } {
  const { successors, verifier, nowMs } = options;
  const budget = createBudget({ burst: 10, perSecond: 1 / 60 });

  return {
    async handle(request) {
      if (request.method !== 'PUT') return refuse(405, 'Method not allowed', { Allow: 'PUT, OPTIONS' });
      const account = accountOf(request.url.searchParams.get('actor') ?? '');
      if (account === undefined) return refuse(400, 'actor: a did:key or a portable actor id');
      if (!options.isHosted(account)) return refuse(404, 'This gateway does not keep that account');
      if (!budget.take(budgetKey(request.address), nowMs()) || !budget.take(account, nowMs()))
        return refuse(429, 'Too often; try again later', { 'Retry-After': '60' });
      const body = await request.body(successionByteLimit);
      if (!body.ok) {
        return body.error.type === 'too-large'
          ? refuse(413, `At most ${successionByteLimit} bytes`)
          : refuse(400, 'The body broke off');
      }
      await options.learn(account);
      const checked = await checkSuccession(body.value, account, successors.pin(account), verifier);
      if (!checked.ok) {
        const { type, detail } = checked.error;
        return refuse(type === 'no-pin' || type === 'wrong-key' ? 403 : 400, detail);
      }
      const kept = await successors.keep(checked.value, body.value, nowMs());
      if (kept === 'circle') return refuse(400, 'The account that goes on was succeeded by this one');
      if (kept === 'kept') options.onKept(account, body.value);
      return json({ kept: kept === 'kept' }, {}, kept === 'kept' ? 201 : 200);
    },
  };
}
