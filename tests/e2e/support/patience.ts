/**
 * How long a test waits for anything that a person would wait for too. What is quick on a free machine takes many times as long on one of
 * two cores with four other things to do; a long limit costs nothing when the thing comes. Shorter ones: only where the time is the test.
 */
export const patienceMs = 90_000;
