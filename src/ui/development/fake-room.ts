import type { RoomDesk } from '../../services/room/room-desk.ts';

let persisted = false;
let freed = false;

export function createFakeRoom(changed: () => void): RoomDesk {
  return {
    state: async () => ({ usedBytes: freed ? 21_000_000 : 48_000_000, quotaBytes: 2_000_000_000, persisted }),
    use: async () => ({
      ownPosts: 4_000_000,
      ownMedia: 9_000_000,
      othersPosts: 3_000_000,
      othersMedia: freed ? 0 : 21_000_000,
      blocks: freed ? 1_000_000 : 7_000_000,
      imports: 600_000,
    }),
    async free() {
      const bytes = freed ? 0 : 27_000_000;
      freed = true;
      return bytes;
    },
    async askToKeep() {
      persisted = true;
      changed();
      return true;
    },
  };
}
