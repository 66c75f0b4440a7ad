// The few globals that browsers and Node share and that protocol may name. Only for the purity build (tsconfig.json beside this
// file), which has neither DOM nor Node types; the whole-project build uses the real declarations.
interface AbortSignal {
  readonly aborted: boolean;
}
interface CryptoKey {
  readonly type: string;
}
interface CryptoKeyPair {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array): string;
}
declare class URL {
  constructor(url: string, base?: string);
  static canParse(url: string, base?: string): boolean;
  readonly origin: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly host: string;
  readonly port: string;
  readonly pathname: string;
  readonly hash: string;
  readonly search: string;
  readonly username: string;
  readonly password: string;
  readonly href: string;
  readonly searchParams: { getAll(name: string): string[]; get(name: string): string | null };
}
