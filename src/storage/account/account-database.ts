import type { StoreNames } from 'idb';
import type { Database, Transaction } from '../database.ts';
import type { AccountSchema } from './account-schema.ts';

export type AccountStoreName = StoreNames<AccountSchema>;
export type AccountDatabase = Database<AccountSchema>;
export type WriteTransaction = Transaction<AccountSchema, 'readwrite'>;
