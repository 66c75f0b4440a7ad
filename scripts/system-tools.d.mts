export function findTool(name: string): string | undefined;
export const addonExtensions: readonly string[];
export function missingPhpExtensions(more?: readonly string[]): string[];
export function chromiumPath(): string | undefined;
export function missingTools(): {
  readonly name: string;
  readonly need: string;
  readonly required: boolean;
  readonly debian: readonly string[];
}[];
