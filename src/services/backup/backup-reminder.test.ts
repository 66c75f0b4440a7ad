import { describe, expect, it } from 'vitest';
import { shouldAskForBackup, shouldRemindOfCheck } from './backup-reminder.ts';

const dayMs = 24 * 60 * 60 * 1000;

describe('shouldAskForBackup', () => {
  it('asks at once, and not again on the same day', () => {
    expect(shouldAskForBackup({}, 0)).toBe(true);
    expect(shouldAskForBackup({ askedMs: 100 }, 100 + dayMs)).toBe(false);
  });

  it('asks again after the first post and after the first follow', () => {
    expect(shouldAskForBackup({ askedMs: 100, firstPostMs: 200 }, 300)).toBe(true);
    expect(shouldAskForBackup({ askedMs: 250, firstPostMs: 200 }, 300)).toBe(false);
    expect(shouldAskForBackup({ askedMs: 250, firstPostMs: 200, firstFollowMs: 260 }, 300)).toBe(true);
  });

  it('asks weekly', () => {
    expect(shouldAskForBackup({ askedMs: 100 }, 100 + 7 * dayMs - 1)).toBe(false);
    expect(shouldAskForBackup({ askedMs: 100 }, 100 + 7 * dayMs)).toBe(true);
  });

  it('is not silenced for years by a clock that ran ahead', () => {
    expect(shouldAskForBackup({ askedMs: 1000 * dayMs }, dayMs)).toBe(true);
  });
});

describe('shouldRemindOfCheck', () => {
  it('waits half a year from the last way back that was saved or proven, and from "later"', () => {
    expect(shouldRemindOfCheck([], undefined, 1000 * dayMs)).toBe(false);
    expect(shouldRemindOfCheck([0, 10 * dayMs], undefined, 191 * dayMs)).toBe(false);
    expect(shouldRemindOfCheck([0, 10 * dayMs], undefined, 192 * dayMs)).toBe(true);
    expect(shouldRemindOfCheck([0], 100 * dayMs, 200 * dayMs)).toBe(false);
    expect(shouldRemindOfCheck([0], 100 * dayMs, 300 * dayMs)).toBe(true);
  });

  it('is not silenced for years by a clock that ran ahead', () => {
    expect(shouldRemindOfCheck([3000 * dayMs], undefined, dayMs)).toBe(true);
  });
});
