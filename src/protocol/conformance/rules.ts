/** Who needs a rule kept: `L0` every verifying reader, `L1` servers of the fediverse that trust hosts (bridge-spec section 9). */
export type Level = 'L0' | 'L1';

/** `error`: MUST. `warning`: SHOULD, or worth a look. `note`: told, never held against anybody. */
export type Severity = 'error' | 'warning' | 'note';

export interface Rule {
  /** Section of bridge-spec. */
  readonly clause: string;
  readonly level: Level;
  readonly severity: Severity;
  /** The rule itself, as a sentence. */
  readonly text: string;
}

const must = (clause: string, text: string): Rule => ({ clause, level: 'L0', severity: 'error', text });
const should = (clause: string, text: string): Rule => ({ clause, level: 'L0', severity: 'warning', text });
const note = (clause: string, text: string): Rule => ({ clause, level: 'L0', severity: 'note', text });
const hostMust = (clause: string, text: string): Rule => ({ clause, level: 'L1', severity: 'error', text });
const hostShould = (clause: string, text: string): Rule => ({ clause, level: 'L1', severity: 'warning', text });

/** Every rule that the checker knows. The names are part of its output: they never change their meaning. */
export const rules = {
  // 1 Tree
  'file-unreadable': must('1', 'Every file that the tree names can be read.'),
  'file-unknown': note('1', 'The tree holds a file that the format does not know.'),
  'block-damaged': must('1', 'Every block of a tree is there and hashes to its CID.'),
  'inbox-missing': must('1', 'The tree has an inbox.'),
  'featured-missing': must('1', 'The tree has a featured collection.'),
  // 2 Ids
  'id-place': must('2', 'A document lies where its id says.'),
  'id-length': must('2', 'An id has at most 191 characters.'),
  'id-origin': must('2', 'An id written as https is on an origin of this account alone.'),
  'origin-length': must('2', 'The own origin has at most 80 characters.'),
  owner: must('8.1', 'A document belongs to the account in whose tree it is.'),
  // 3 Signed JSON
  'json-limits': must('3.1', 'A document keeps the limits of size, depth and number of values.'),
  'json-large': should('3.1', 'A document has at most 256 KiB.'),
  'json-syntax': must('3.1', 'A document is one JSON object in UTF-8.'),
  'json-canonical': must('3.1', 'A file is exactly the canonical bytes (RFC 8785) of its document.'),
  'json-values': must('3.1', 'No null, no fractions, no empty objects, no number-like member names, no half surrogates.'),
  context: must('3.2', '@context is a list that begins with ActivityStreams and contains Data Integrity.'),
  'context-terms': must('3.2', 'Terms that the named contexts define and protect are not defined again.'),
  date: must('3.3', 'Dates are written YYYY-MM-DDThh:mm:ssZ and exist.'),
  'date-future': should('3.3', 'Dates are not in the future.'),
  'proof-shape': must('3.4', 'Every document carries exactly one proof.'),
  proof: must('3.4', 'The proof is valid, and by the key of the account.'),
  // 4 Actor
  'actor-missing': must('4', 'The tree has an actor.'),
  'actor-members': must('4', 'The actor has the members it must have, of the right types.'),
  'actor-interval': must('4', 'updateInterval is between 15 minutes and one day.'),
  'actor-gateways': must('4', 'gateways are https origins without a path.'),
  'actor-laboratory': note('4', 'A gateway on this machine cannot be reached by others.'),
  'actor-forbidden': must('4', 'The actor has no endpoints and no sharedInbox.'),
  'actor-key': must('4', 'publicKey, if any, is one RSA key of the actor.'),
  'actor-origin': must('4', 'inbox, outbox and featured are written in the same form as the id of the actor.'),
  'actor-dates': must('4', 'updated is not before published, and never goes back.'),
  'actor-successor': must('4', 'nextKeyDigest, once it has been written, is neither changed nor removed.'),
  'actor-update': should('6.5', 'The newest profile is also in the outbox, as an Update.'),
  'actor-ended': note('6.5', 'The account was ended by its owner.'),
  // 5 Outbox and pages
  'outbox-missing': must('5.1', 'The tree has an outbox.'),
  'outbox-members': must('5.1', 'The outbox has the members it must have, of the right types, and no items.'),
  'outbox-total': must('5.1', 'totalItems is not less than the activities on the pages, and never decreases.'),
  'outbox-surplus': must('5.1', 'totalItems is the number of activities ever published; those stay in the outbox.'),
  'outbox-updated': must('5.1', 'updated of the outbox increases with every publish and never goes back.'),
  'page-missing': must('5.2', 'Every page from first to last is there.'),
  'page-members': must('5.2', 'A page has the members it must have, of the right types, no prev and no updated.'),
  'page-total': must('5.2', 'totalItems of a page is the number of activities on it and on all pages below.'),
  'page-items': must('5.2', 'A page holds at most 20 activities.'),
  'page-bytes': must('5.2', 'A page has at most 512 KiB.'),
  'page-large': should('5.2', 'A page is sealed before it grows past 56 KiB.'),
  'page-empty': must('5.2', 'Only page 0 of an account that has published nothing is empty.'),
  'page-order': must('5.2', 'A page lists its activities newest first.'),
  // Readers bear it: devices that published apart and met leave other sealed pages behind (section 10).
  'page-sealed': should('5.2', 'A sealed page changes only by a Delete.'),
  'activity-type': must('5.3', 'Only the listed types of activities stand in an outbox.'),
  'activity-members': must('5.3', 'An activity has the members it must have, of the right types; others’ objects are bare ids.'),
  'activity-unique': must('5.3', 'An activity is there once.'),
  'activity-order': note('5.2', 'Something older stands above something newer: two devices, or an undo time.'),
  'activity-gone': must('5.1', 'What was published stays in the outbox.'),
  audience: must('5.3', 'Everything in the tree is public or unlisted; pages and collections are for everybody.'),
  // 5.4 Other collections
  'inbox-items': must('5.4', 'The inbox lists nothing.'),
  'featured-items': must('5.4', 'featured lists at most 5 own objects that are there.'),
  'collection-members': must('5.4', 'A collection has the members it must have, of the right types.'),
  'collection-total': must('5.4', 'totalItems of a collection is the number of its items.'),
  // 6 Objects, edits, deletes
  'object-members': must('6.1', 'An object has the members it must have, of the right types.'),
  'object-forbidden': must('6.1', 'An object has no source, bto, bcc, shares or likes.'),
  'object-language': should('6.1', 'content is one of the texts of contentMap.'),
  'object-embedded': should('5.3', 'A Create or Update carries the complete signed object.'),
  'object-file': must('6.1', 'Every published object has its file.'),
  'object-bytes': must('6.1', 'The file of an object has the same bytes as its newest version in the outbox.'),
  'object-published': must('6.1', 'published of an object never changes.'),
  'object-updated': must('6.2', 'Every version of an object has a later date than the one before.'),
  'object-unlisted': note('6.1', 'No activity of the outbox is about this object.'),
  'tombstone-file': must('6.3', 'The file of what was deleted is its Tombstone.'),
  'tombstone-page': must('6.3', 'No page carries what was deleted: the Tombstone stands in its place.'),
  'tombstone-delete': must('6.3', 'A Tombstone has a Delete in the outbox.'),
  'tombstone-members': must('6.3', 'A Tombstone keeps nothing of the content, and no to and cc.'),
  'tombstone-date': should('6.3', 'deleted is the date of the Delete, so that two devices write the same bytes.'),
  // 6.7 Succession
  'succession-alias': must('6.7', 'The actor of a successor names the account that it goes on for in alsoKnownAs.'),
  'succession-bytes': must('6.7', 'A statement of succession has at most 16,384 bytes.'),
  // 11 Media
  'media-file': must('11', 'Every media file that an object names in this tree is there.'),
  'media-digest': must('11', 'A media file hashes to its digest.'),
  'media-place': must('11', 'The place of a media file follows from its digest.'),
  'media-orphan': note('11', 'No object names this media file.'),
  // 7 HTTP and IPNS
  'http-status': hostMust('7.1', 'Every file is answered with 200.'),
  'http-redirect': hostMust('2', 'Ids are answered directly, without a redirect.'),
  'http-type': hostMust('7.1', 'Documents have the content type of ActivityStreams.'),
  'http-cors': hostMust('7.1', 'Every answer may be read by pages of every origin (CORS).'),
  'http-expose': hostMust('7.1', 'Pages may see the ETag (Access-Control-Expose-Headers).'),
  'http-validator': hostMust('7.1', 'Every answer has a strong ETag or Last-Modified.'),
  'http-unchanged': hostMust('7.1', 'A conditional request for what has not changed is answered 304, without a body.'),
  'http-cache': hostMust('7.1', 'Documents must be asked for again (Cache-Control: no-cache).'),
  'http-media-cache': hostMust('7.1', 'Media may be kept for good (Cache-Control: immutable).'),
  'http-media-type': hostMust('7.1', 'Media have their content type.'),
  'http-inbox': hostMust('5.4', 'Nothing can be posted to the inbox.'),
  'http-inbox-405': hostShould('7.1', 'A POST to the inbox is answered 405.'),
  'http-compression': hostShould('7.1', 'Documents are sent compressed to those who can read that.'),
  'http-colons': hostShould('1', 'The path with %3A in place of each colon is answered, too.'),
  'origin-https': hostMust('9', 'The account has an https origin of its own.'),
  'origin-ids': hostMust('9', 'Actor, inbox, outbox and featured have ids on the account’s own origin (Mode C).'),
  'actor-rsa': hostShould('9', 'The actor has an RSA publicKey: some servers refuse actors without one.'),
  'webfinger-missing': hostMust('7.3', 'WebFinger answers for the account’s address.'),
  'webfinger-type': hostMust('7.1', 'WebFinger is answered as application/jrd+json, readable by every page.'),
  'webfinger-subject': hostMust('7.3', 'The subject of WebFinger is the address of the account.'),
  'webfinger-self': hostMust('7.3', 'A self link of WebFinger with the type of ActivityPub is the id of the actor.'),
  'webfinger-links': hostShould('7.3', 'WebFinger links the page for people, the feed, and last ipns://.'),
  'webfinger-actor': hostMust('4', 'The actor’s webfinger member, if any, is an address that WebFinger answers for.'),
  'host-meta': hostShould('7.3', '/.well-known/host-meta points to WebFinger.'),
  'record-missing': should('7.4', 'A gateway knows the record of the account’s name.'),
  'record-invalid': must('7.4', 'The record of the name is signed by the account and names a tree.'),
  'record-expired': should('7.4', 'The record of the name is still valid.'),
  'record-expiring': note('7.4', 'The record of the name becomes invalid soon.'),
  'record-back': must('7.4', 'The sequence of the record never goes back.'),
  'record-tree': should('7.4', 'What is served is the tree that the record names.'),
} as const satisfies Record<string, Rule>;

/** Short stable name of a rule. */
export type RuleId = keyof typeof rules;

export const ruleIds: readonly RuleId[] = Object.keys(rules) as RuleId[];
