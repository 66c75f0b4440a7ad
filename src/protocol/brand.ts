declare const brand: unique symbol;

/** A string that was parsed at the edge and is trusted inside. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** `did:key:z6Mk…` of an Ed25519 key (W3C did:key method, multicodec 0xed). One account = one Did. */
export type Did = Brand<string, 'Did'>;

/** The same key as an IPNS name: `k51…`, base36 CIDv1 libp2p-key. */
export type IpnsName = Brand<string, 'IpnsName'>;

/** Canonical portable id (bridge-spec section 2): `ap://did:key:z6Mk…/path[#fragment]`. All comparisons and storage keys use it. */
export type CanonicalId = Brand<string, 'CanonicalId'>;

/** Id of anything referred to: canonical when portable, else the https URL as written. */
export type ObjectId = Brand<string, 'ObjectId'> | CanonicalId;

/** `acct:user@host` (RFC 7565): how somebody is named whose id is not known yet. Lower case, the host in ASCII form. */
export type AcctUri = Brand<string, 'AcctUri'>;

/** Time-sorted record key: 13 characters of `234567a-z`. */
export type Rkey = Brand<string, 'Rkey'>;

/** `YYYY-MM-DDThh:mm:ssZ`, UTC, whole seconds. */
export type Timestamp = Brand<string, 'Timestamp'>;
