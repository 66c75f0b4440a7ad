import { describe, expect, it } from 'vitest';
import { createRoomKeeper } from './keep-room.ts';

function start(usage: number, evictable: number) {
  const device = { usage, evictable, asked: [] as number[] };
  const room = {
    measure: () => Promise.reject(new Error('not asked for')),
    async free(bytes: number) {
      device.asked.push(bytes);
      const freed = Math.min(bytes, device.evictable);
      device.evictable -= freed;
      device.usage -= freed;
      return freed;
    },
  };
  const keep = createRoomKeeper({ room }, { estimate: async () => ({ usage: device.usage, quota: 1_000 }) });
  return { device, keep };
}

describe('keeping room', () => {
  it('leaves everything alone below four fifths of the quota', async () => {
    const { device, keep } = start(800, 500);
    expect(await keep()).toBe(0);
    expect(device.asked).toEqual([]);
  });

  it('frees as much as brings it down to seven tenths', async () => {
    const { device, keep } = start(900, 500);
    expect(await keep()).toBe(200);
    expect(device.usage).toBe(700);
    expect(await keep()).toBe(0);
  });

  it('does not go on when what is left is one’s own, until more has come', async () => {
    const { device, keep } = start(950, 10);
    expect(await keep()).toBe(10);
    device.evictable = 5;
    expect(await keep()).toBe(0);
    device.usage = 1_000;
    expect(await keep()).toBe(5);
    expect(device.asked).toEqual([250, 300]);
  });

  it('does nothing where the browser tells nothing', async () => {
    const { device } = start(900, 500);
    const room = { measure: () => Promise.reject(new Error('no')), free: () => Promise.reject(new Error('no')) };
    expect(await createRoomKeeper({ room }, {})()).toBe(0);
    expect(await createRoomKeeper({ room }, { estimate: async () => ({}) })()).toBe(0);
    expect(device.asked).toEqual([]);
  });
});
