/** The gateway that serves the app, where one does: it may know accounts that nobody here has heard of. */
export async function servingGateway(
  appBase: string,
  isGateway: (origin: string) => Promise<boolean>,
): Promise<readonly string[]> {
  if (!/^https?:/.test(appBase)) return [];
  const { origin } = new URL(appBase);
  return (await isGateway(origin)) ? [origin] : [];
}
