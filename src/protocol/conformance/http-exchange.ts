/** A question over HTTP, as the checker asks it. */
export interface HttpQuestion {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Most bytes of the answer that are read. */
  readonly limitBytes: number;
}

/** What came back. Redirects are not followed: they are the answer. */
export interface HttpAnswer {
  readonly status: number;
  /** By lower-case name, as far as the asker may see them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** More than `limitBytes`; the body was not read to the end. */
  readonly isTooLarge: boolean;
}

/** `undefined` stands for an answer that never came; `reason` says why. */
export type HttpOutcome = { readonly answer: HttpAnswer } | { readonly answer?: undefined; readonly reason: string };

/** All I/O that checking a host needs. Never throws for what the outside does; every question ends within a bounded time. */
export interface HttpAsker {
  ask(question: HttpQuestion): Promise<HttpOutcome>;
  /** A browser answers from its cache and hides 304, redirects and headers that are not exposed. */
  readonly seesEverything: boolean;
}

/** Whether the answer sends the asker elsewhere. A browser shows a redirect as status 0. */
export const isRedirect = ({ status }: HttpAnswer): boolean => status === 0 || (status >= 300 && status < 400 && status !== 304);
