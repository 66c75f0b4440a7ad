import { afterEach, beforeEach } from 'vitest';

/** The tests of a file are steps of one story: after one that failed the others would wait for what never comes. */
let failed = false;

beforeEach(({ skip }) => skip(failed, 'an earlier step of this file failed'));

afterEach(({ task }) => {
  failed ||= task.result?.state === 'fail';
});
