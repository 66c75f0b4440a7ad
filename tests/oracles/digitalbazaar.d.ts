// The parts that are used here; the packages bring no types.
declare module '@digitalbazaar/eddsa-jcs-2022-cryptosuite' {
  interface Cryptosuite {
    readonly name: string;
    createVerifyData(options: { cryptosuite: Cryptosuite; document: object; proof: object }): Promise<Uint8Array>;
    createVerifier(options: { verificationMethod: object }): Promise<{
      verify(options: { data: Uint8Array; signature: Uint8Array }): Promise<boolean>;
    }>;
  }
  export function createSignCryptosuite(): Cryptosuite;
  export function createVerifyCryptosuite(): Cryptosuite;
}
declare module '@digitalbazaar/ed25519-multikey' {
  interface KeyPair {
    readonly publicKeyMultibase: string;
    signer(): { sign(options: { data: Uint8Array }): Promise<Uint8Array> };
  }
  export function generate(options: { seed: Uint8Array }): Promise<KeyPair>;
}
