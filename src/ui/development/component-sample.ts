import type { ReactNode } from 'react';

/** A component, and what it looks like in each state. */
export interface ComponentSample {
  readonly name: string;
  readonly states: Readonly<Record<string, ReactNode>>;
}
