import type { Did } from '../brand.ts';
import { basePath } from '../identity/paths.ts';

/** Folder of the private state in an account's tree (bridge-spec section 17). */
export const privatePath = (did: Did): string => `${basePath(did).slice(1)}/private`;

/** Whether a tree path of the account belongs to its private state: nobody but its own devices has any use for it. */
export const isPrivatePath = (did: Did, path: string): boolean => `${path}/`.startsWith(`${privatePath(did)}/`);

/** Whether a path inside any part of a tree leads into a private state: nothing else there has this name. */
export const isInPrivateState = (path: string): boolean => path.split('/').includes('private');
