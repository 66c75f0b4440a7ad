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
import { publicGateways, signActor } from './signed-actor.ts';

export interface ProfileUpdates {
  /** Changes the profile here and for everybody: an Update of the actor goes out, so that polling the outbox is enough. */
  updateProfile(input: ProfileInput): Promise<Result<void, ProfileError | OutboxError>>;
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
    async refreshGateways() {
      const [profile, actor] = await Promise.all([store.profile(), publishedActor()]);
      // Before the first publish there is nothing to correct.
      if (!profile || !actor) return ok(undefined);
      const wanted = publicGateways(dependencies.gateways());
      const same = JSON.stringify(texts(actor, 'gateways')) === JSON.stringify(wanted);
      return same ? ok(undefined) : publish(profile);
    },
  };
}
