// Two homes behind two NATs, the gateway outside. Where hole punching can work the browsers connect directly, with nothing but the
// gateway's STUN; where it cannot, posts come through the gateway and the app says so.
import { afterEach, describe, expect, it, onTestFailed } from 'vitest';
import { chromiumPath } from '../../scripts/system-tools.mjs';
import { forgetBrowser, selectedPairs } from './support/browser.ts';
import { showScreens } from './support/failure.ts';
import { type GatewayProcess, startGatewayProcess } from './support/gateway.ts';
import { buildNetworkLab, labUnavailable, type NatKind, type NetworkLab } from './support/network-lab.ts';
import { type Person, startPerson } from './support/person.ts';

const unavailable = labUnavailable();
if (unavailable !== undefined) {
  if (process.env['CI'] === 'true') throw new Error(`the test behind two NATs must run in CI: ${unavailable}`);
  console.log(`NOT RUN: the test behind two NATs (${unavailable})`);
}

describe.skipIf(unavailable !== undefined)('behind two NATs', () => {
  const cleanUps: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
  });

  async function twoHomes(nat: NatKind): Promise<{ readonly alice: Person; readonly bob: Person }> {
    const lab: NetworkLab = buildNetworkLab(nat);
    cleanUps.push(() => lab.close());
    const origin = `http://${lab.gatewayAddress}:8787`;
    const gateway: GatewayProcess = await startGatewayProcess({
      port: 8787,
      prefix: lab.gatewayPrefix,
      flags: ['--host', lab.gatewayAddress, '--public-url', origin, '--open-hosting'],
    });
    cleanUps.push(() => gateway.stop());
    const program = chromiumPath();
    if (program === undefined || program === 'playwright') throw new Error('an installed Chromium is needed here');
    // A laboratory has no certificates; browsers would call the origin insecure and refuse keys.
    const flags = [`--unsafely-treat-insecure-origin-as-secure=${origin}`];
    const start = async (name: string, home: 'a' | 'b'): Promise<Person> => {
      const person = await startPerson(name, origin, { executablePath: lab.programIn(home, program), flags });
      cleanUps.push(async () => {
        await person.close();
        forgetBrowser(person.browser);
      });
      return person;
    };
    const [alice, bob] = await Promise.all([start('Alice', 'a'), start('Bob', 'b')]);
    onTestFailed(({ task }) => showScreens(`${nat}-${task.name}`, [alice, bob], gateway));
    await Promise.all([alice.signUp(), bob.signUp()]);
    const address = await alice.address();
    await alice.go('Home');
    await alice.write('Hello across two NATs');
    await bob.follow(address);
    await bob.go('Home');
    await bob.sees('Hello across two NATs');
    return { alice, bob };
  }

  it('connects directly by the gateway’s STUN when the NATs keep ports', async () => {
    const { alice, bob } = await twoHomes('port-keeping');
    await expect.poll(async () => (await selectedPairs(bob.page)).length).toBeGreaterThan(0);
    for (const pair of await selectedPairs(bob.page)) {
      // Addresses as seen from outside, on both sides; never a relay.
      expect(['srflx', 'prflx']).toContain(pair.remoteType);
      expect(pair.protocol).toBe('udp');
    }
    await alice.write('Directly through both');
    await bob.sees('Directly through both');
  });

  it('falls back to the gateway when the NATs are symmetric, and says so', async () => {
    const { alice, bob } = await twoHomes('symmetric');
    await alice.write('By way of the gateway');
    await bob.sees('By way of the gateway');
    expect(await selectedPairs(bob.page)).toEqual([]);
    await bob.page.goto(`http://203.0.113.1:8787/#/connection`);
    await bob.page.getByText('Nobody connected directly').waitFor();
  });
});
