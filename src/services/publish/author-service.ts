import { createInteractions, type Interactions } from '../interactions.ts';
import { createOwnOutbox, type AuthorDependencies } from './own-outbox.ts';
import { createPosting, type Posting } from './posting.ts';
import { createProfileUpdates, type ProfileUpdates } from './profile-update.ts';

/** Everything that the owner of an account says: in every tab, with or without a network. */
export interface AuthorService extends Posting, Interactions, ProfileUpdates {}

/** Signs and stores; the publisher (publisher.ts) of the tab that runs the network brings it out. */
export function createAuthorService(dependencies: AuthorDependencies): AuthorService {
  const outbox = createOwnOutbox(dependencies);
  return {
    ...createPosting(dependencies, outbox),
    ...createInteractions(dependencies.store, outbox),
    ...createProfileUpdates(dependencies, outbox),
  };
}
