/** Version of an account's database: the number of its steps in versions.ts. */
export const accountVersion = 6;
