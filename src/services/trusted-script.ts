/** The part of Trusted Types used here; a policy's value is handed on as if it were the string that it stands for. */
interface PolicyMaker {
  readonly trustedTypes?: {
    createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
  };
}

/** The only scripts that are started by their address: the service worker, and the workers for envelopes and for media. */
const known = /^\.\/service-worker\.js$|^https?:\/\/[^?#]+\/assets\/(?:age|media)-worker-[\w-]{8}\.js$/;

let policy: ReturnType<NonNullable<PolicyMaker['trustedTypes']>['createPolicy']> | undefined;

/**
 * Names a script of the build to the page's policy (Content-Security-Policy: trusted-types). Throws TypeError for any other address,
 * where the browser knows Trusted Types.
 */
export function trustedScript(url: string): string {
  policy ??= (globalThis as PolicyMaker).trustedTypes?.createPolicy('pollen', {
    createScriptURL(address) {
      if (!known.test(address) || new URL(address, location.href).origin !== location.origin) {
        throw new TypeError(`not a script of this app: ${address}`);
      }
      return address;
    },
  });
  return policy?.createScriptURL(url) ?? url;
}
