/** The part of `navigator.storage` that is used; older browsers lack members. */
export interface StorageAccess {
  estimate?(): Promise<{ readonly usage?: number; readonly quota?: number }>;
  persisted?(): Promise<boolean>;
  persist?(): Promise<boolean>;
}

export interface StorageState {
  readonly usedBytes: number;
  readonly quotaBytes: number;
  /** The browser promised not to clear this origin by itself. */
  readonly persisted: boolean;
}

export async function storageState(access: StorageAccess): Promise<StorageState> {
  const [estimate, persisted] = await Promise.all([access.estimate?.(), access.persisted?.()]);
  return { usedBytes: estimate?.usage ?? 0, quotaBytes: estimate?.quota ?? 0, persisted: persisted ?? false };
}

/** Asks the browser to keep the data; browsers answer by themselves or ask the user, and may refuse. */
export async function askToPersist(access: StorageAccess): Promise<boolean> {
  if (await access.persisted?.()) return true;
  return (await access.persist?.()) ?? false;
}
