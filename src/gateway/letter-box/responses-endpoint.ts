import type { Did } from '../../protocol/brand.ts';
import { accountOf } from '../../protocol/identity/ids.ts';
import type { Verifier } from '../../protocol/ports/crypto.ts';
import { type Answer, etagOf, type GatewayRequest, matchesEtag, refuse } from '../http/answer.ts';
import { budgetKey, createBudget } from '../http/budget.ts';
import { checkLetter, largestLetterBytes } from './check-letter.ts';
import { lettersPerPage, responsesCollection } from './collection.ts';
import type { LetterBoxes } from './letter-box.ts';

export interface ResponsesOptions {
  readonly boxes: LetterBoxes;
  readonly verifier: Verifier;
  isHosted(did: Did): boolean;
  isDenied(did: Did): boolean;
  nowMs(): number;
}

/** `/pollen/responses?actor=`: the letter box (bridge-spec sections 12 and 13). Whether a POST may write has been checked before. */
export function createResponsesEndpoint(options: ResponsesOptions): { handle(request: GatewayRequest): Promise<Answer> } {
  const { boxes, verifier } = options;
  const perAddress = createBudget({ burst: 60, perSecond: 1 });
  const perAuthor = createBudget({ burst: 30, perSecond: 0.2 });

  const deliver = async (request: GatewayRequest, recipient: Did): Promise<Answer> => {
    if (!perAddress.take(budgetKey(request.address), options.nowMs())) return tooOften();
    const body = await request.body(largestLetterBytes);
    if (!body.ok) {
      return body.error.type === 'too-large'
        ? refuse(413, `At most ${largestLetterBytes} bytes`)
        : refuse(400, 'The body broke off');
    }
    const letter = await checkLetter(body.value, recipient, verifier);
    if (!letter.ok) return refuse(400, letter.error);
    const { author } = letter.value;
    if (options.isDenied(author)) return refuse(403, 'Not welcome at this gateway');
    if (!perAuthor.take(author, options.nowMs())) return tooOften();
    await boxes.put(recipient, letter.value);
    return { status: 202, headers: { 'Cache-Control': 'no-store' } };
  };

  const list = async (request: GatewayRequest, recipient: Did): Promise<Answer> => {
    const { searchParams, origin } = request.url;
    const before = cursor(searchParams.get('before'));
    const since = cursor(searchParams.get('since'));
    const query = before === undefined ? (since === undefined ? undefined : `since=${since}`) : `before=${before}`;
    const etag = etagOf(`${recipient} ${origin} ${query ?? ''} ${await boxes.version(recipient)}`);
    const headers = { 'Content-Type': 'application/activity+json', 'Cache-Control': 'no-cache' };
    if (matchesEtag(request.headers['if-none-match'], etag)) return { status: 200, headers, body: '', etag };
    const page = await boxes.page(recipient, { before, since, limit: lettersPerPage });
    const body = responsesCollection(`${origin}/pollen/responses`, recipient, page, query);
    return { status: 200, headers, body, etag, compress: true };
  };

  return {
    async handle(request) {
      const recipient = accountOf(request.url.searchParams.get('actor') ?? '');
      if (recipient === undefined) return refuse(400, 'actor: a did:key or a portable actor id');
      if (!options.isHosted(recipient)) return refuse(404, 'This gateway does not keep that account');
      if (request.method === 'POST') return deliver(request, recipient);
      if (request.method === 'GET' || request.method === 'HEAD') return list(request, recipient);
      return refuse(405, 'Method not allowed', { Allow: 'GET, HEAD, POST, OPTIONS' });
    },
  };
}

const tooOften = (): Answer => refuse(429, 'Too often; try again later', { 'Retry-After': '60' });

function cursor(text: string | null): number | undefined {
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
