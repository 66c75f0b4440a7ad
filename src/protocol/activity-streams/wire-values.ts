import * as z from 'zod/mini';
import { canonicalId, isWebUrl, maximumUrlLength, objectId } from '../identity/ids.ts';
import { isTimestamp } from '../proof/timestamp.ts';
import { activityStreamsContext, dataIntegrityContext, publicAudience } from './contexts.ts';
import { limits } from './limits.ts';

// Compiling validators needs `eval`, which the app's content security policy forbids.
z.config({ jitless: true });

/** `YYYY-MM-DDThh:mm:ssZ`, a moment that exists. */
export const timestamp = z.string().check(z.refine(isTimestamp, 'no timestamp'));

/** A portable id in any of its forms. */
export const portableId = z.string().check(z.refine((id) => canonicalId(id) !== undefined, 'no portable id'));

/** A portable id or an http(s) URL. Most are the one that stands for everybody. */
export const anyId = z.string().check(z.refine((id) => id === publicAudience || objectId(id) !== undefined, 'no usable id'));

export const webUrl = z.string().check(z.refine(isWebUrl, 'no web address'));

/** What may stand in an `href`: any URL; whoever shows it decides what may be followed. */
export const href = z.string().check(z.maxLength(maximumUrlLength));

export const html = z.string().check(z.maxLength(limits.html));
export const text = z.string().check(z.maxLength(limits.text));
export const mediaType = z.string().check(z.maxLength(128));
export const count = z.number().check(z.nonnegative());
export const audience = z.array(anyId).check(z.maxLength(limits.audience));

/** HTML by BCP 47 language tag. */
export const languageMap = z
  .record(z.string().check(z.regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}$/)), html)
  .check(z.refine((map) => Object.keys(map).length <= limits.languages));

export const digest = z.string().check(z.regex(/^zQm[1-9A-HJ-NP-Za-km-z]{44}$/));

/** Starts with ActivityStreams, contains Data Integrity (bridge-spec section 3). Definitions are signed but never interpreted. */
export const context = z.array(z.unknown()).check(
  z.maxLength(limits.contextEntries),
  z.refine((entries) => entries[0] === activityStreamsContext && entries.includes(dataIntegrityContext), 'wrong @context'),
);

/** Shape only: what makes a proof valid is decided where it is verified. */
export const proof = z.object({ created: timestamp, verificationMethod: z.string(), proofValue: z.string() });

/** Members of everything that is signed. */
export const signedMembers = { '@context': context, id: portableId, proof };

/** Public or unlisted: other audiences must not be in a tree (bridge-spec section 5). */
export const isForEverybody = (document: { readonly to: readonly string[]; readonly cc?: readonly string[] }): boolean =>
  document.to.includes(publicAudience) || (document.cc ?? []).includes(publicAudience);
