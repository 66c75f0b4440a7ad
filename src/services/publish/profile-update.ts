import { buildUpdate } from '../../protocol/activity-streams/build-activity.ts';
import { accountId, accountPaths } from '../../protocol/identity/paths.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { Profile } from '../../protocol/ports/records.ts';
import { parseSigned } from '../../protocol/proof/signed-json.ts';
import { err, ok, type Result } from '../../protocol/result.ts';
import { readPath } from '../../protocol/tree/read-path.ts';
import { CID } from 'multiformats/cid';
import { editProfile, type ProfileError, type ProfileInput } from '../profile.ts';
import { text, texts } from '../views/members.ts';
import type { AuthorDependencies, OutboxError, OwnOutbox } from './own-outbox.ts';
import { movedProfile, reconciledProfile } from './own-website.ts';
import { publicGateways, signActor } from './signed-actor.ts';

export interface ProfileUpdates {
  /** Changes the profile here and for everybody: an Update of the actor goes out, so that polling the outbox is enough. */
  updateProfile(input: ProfileInput): Promise<Result<void, ProfileError | OutboxError>>;
  /**
   * From now on new documents are written under this web origin, or (undefined) in the canonical form (bridge-spec section 2); what
   * was written before stays as it is. The caller has checked the origin.
   */
  moveTo(website: string | undefined): Promise<Result<void, OutboxError>>;
  /** The website has, or no longer has, a JRD of the account: says so in the actor. */
  setWebfinger(served: boolean): Promise<Result<void, OutboxError>>;
  /** Says which `user@host` is this account's, or (undefined) none. The caller has asked the domain. */
  setAddress(address: string | undefined): Promise<Result<void, OutboxError>>;
  /** Says which account goes on; nothing else is said of it here. */
  setMovedTo(target: string): Promise<Result<void, OutboxError>>;
  /** Says which ids and pages elsewhere are the same person's, besides former forms of the own id. */
  setLinked(linked: readonly string[]): Promise<Result<void, OutboxError>>;
  /** Puts right what a crash, or another device meanwhile, left half done: profile and actor in two forms. */
  refreshForm(): Promise<Result<void, OutboxError>>;
  /** After a change of the gateways: publishes the actor again when it names others. */
  refreshGateways(): Promise<Result<void, OutboxError>>;
}

export function createProfileUpdates(dependencies: AuthorDependencies, outbox: OwnOutbox): ProfileUpdates {
  const { store } = dependencies;

  async function publish(profile: Profile): Promise<Result<void, OutboxError>> {
    const moment = outbox.moment();
    const previousMs = Math.max(
      Date.parse(text(await publishedActor(), 'updated') ?? '') || 0,
      (await store.person(store.did))?.updatedMs ?? 0,
    );
    const object = await signActor(dependencies, profile, Math.max(moment.nowMs, previousMs + 1000));
    const added = await outbox.add({
      type: 'Update',
      objectId: accountId(store.did, 'actor'),
      build: (base) => buildUpdate(base, object),
      object,
      media: profile.iconDigest === undefined ? [] : [profile.iconDigest],
      origin: profile.website ?? null,
      moment,
    });
    if (!added.ok) return added;
    await store.putProfile(profile);
    return ok(undefined);
  }

  async function publishedActor(): Promise<JsonObject | undefined> {
    const tree = await store.ownTree();
    const bytes = tree && (await readPath(store.blocks, CID.parse(tree.root), accountPaths(store.did).actor));
    const parsed = bytes && parseSigned(bytes);
    return parsed?.ok ? parsed.value : undefined;
  }

  return {
    async updateProfile(input) {
      const present = await store.profile();
      if (!present) return err({ type: 'read-only' });
      const edited = editProfile(present, input);
      return edited.ok ? publish(edited.value) : edited;
    },
    async moveTo(website) {
      const present = await store.profile();
      if (!present) return err({ type: 'read-only' });
      return present.website === website ? ok(undefined) : publish(movedProfile(store.did, present, website));
    },
    async setWebfinger(served) {
      const present = await store.profile();
      if (!present?.website || present.hasWebfinger === served) return ok(undefined);
      return publish({ ...present, hasWebfinger: served });
    },
    async setAddress(address) {
      const profile = await store.profile();
      if (!profile) return err({ type: 'read-only' });
      const { address: before, ...present } = profile;
      if (before === address) return ok(undefined);
      return publish({ ...present, ...(address !== undefined && { address }) });
    },
    async setMovedTo(target) {
      const profile = await store.profile();
      if (!profile) return err({ type: 'read-only' });
      return profile.movedTo === target ? ok(undefined) : publish({ ...profile, movedTo: target });
    },
    async setLinked(linked) {
      const profile = await store.profile();
      if (!profile) return err({ type: 'read-only' });
      const { linked: before = [], ...present } = profile;
      if (before.join('\n') === linked.join('\n')) return ok(undefined);
      return publish({ ...present, ...(linked.length > 0 && { linked }) });
    },
    async refreshForm() {
      const [present, person] = await Promise.all([store.profile(), store.person(store.did)]);
      const wanted = present && reconciledProfile(store.did, present, person?.actor);
      if (!present || wanted === present) return ok(undefined);
      if (wanted === 'ahead') return publish(present);
      if (wanted) await store.putProfile(wanted);
      return ok(undefined);
    },
    async refreshGateways() {
      const [profile, actor] = await Promise.all([store.profile(), publishedActor()]);
      // Before the first publish there is nothing to correct.
      if (!profile || !actor) return ok(undefined);
      const own = profile.website === undefined ? [] : [profile.website];
      const wanted = [...new Set([...own, ...publicGateways(dependencies.gateways())])];
      const same = JSON.stringify(texts(actor, 'gateways')) === JSON.stringify(wanted);
      return same ? ok(undefined) : publish(profile);
    },
  };
}
