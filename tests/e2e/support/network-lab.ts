// A small internet on one machine, of network namespaces: a gateway outside, and two homes, each behind a NAT of its own.
//
//   gateway 203.0.113.1 ──┐ bridge in namespace "net"
//   NAT a   203.0.113.10 ─┤            home a 10.1.0.2
//   NAT b   203.0.113.20 ─┘            home b 10.2.0.2
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTool } from '../../../scripts/system-tools.mjs';

/** `port-keeping`: hole punching works. `symmetric`: every destination sees another port, so it cannot. */
export type NatKind = 'port-keeping' | 'symmetric';

export interface NetworkLab {
  readonly gatewayAddress: string;
  /** Put before a program to run it where the gateway lives. */
  readonly gatewayPrefix: readonly string[];
  /** A stand-in for `program` that runs it inside the home. */
  programIn(home: 'a' | 'b', program: string): string;
  close(): void;
}

/** Why the lab cannot be built here, or undefined when it can. */
export function labUnavailable(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces need Linux';
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  if (findTool('ip') === undefined || findTool('nft') === undefined) return 'iproute2 and nftables are not installed';
  return undefined;
}

export function buildNetworkLab(nat: NatKind): NetworkLab {
  const id = `pl${process.pid}`;
  const names = { net: `${id}net`, gateway: `${id}gw`, natA: `${id}na`, natB: `${id}nb`, homeA: `${id}ha`, homeB: `${id}hb` };
  const spaces = Object.values(names);
  const ip = (...args: string[]): void => void execFileSync('ip', args, { stdio: 'pipe' });
  const inside = (space: string, ...command: string[]): void => ip('netns', 'exec', space, ...command);
  const close = (): void => {
    for (const space of spaces) {
      try {
        ip('netns', 'del', space);
      } catch {
        // It was never made.
      }
    }
  };

  /** A cable between two namespaces; names are per namespace. */
  function cable(from: string, fromName: string, to: string, toName: string): void {
    ip('link', 'add', fromName, 'netns', from, 'type', 'veth', 'peer', 'name', toName, 'netns', to);
    inside(from, 'ip', 'link', 'set', fromName, 'up');
    inside(to, 'ip', 'link', 'set', toName, 'up');
  }

  function home(natSpace: string, homeSpace: string, publicAddress: string, lan: string): void {
    cable(natSpace, 'wan', names.net, `p${publicAddress.split('.')[3]}`);
    inside(names.net, 'ip', 'link', 'set', `p${publicAddress.split('.')[3]}`, 'master', 'bridge');
    inside(natSpace, 'ip', 'addr', 'add', `${publicAddress}/24`, 'dev', 'wan');
    cable(natSpace, 'lan', homeSpace, 'eth0');
    inside(natSpace, 'ip', 'addr', 'add', `${lan}.1/24`, 'dev', 'lan');
    inside(homeSpace, 'ip', 'addr', 'add', `${lan}.2/24`, 'dev', 'eth0');
    inside(homeSpace, 'ip', 'route', 'add', 'default', 'via', `${lan}.1`);
    inside(natSpace, 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
    inside(natSpace, 'nft', 'add', 'table', 'ip', 'nat');
    inside(natSpace, 'nft', 'add', 'chain', 'ip', 'nat', 'post', '{ type nat hook postrouting priority 100 ; }');
    const masquerade = nat === 'symmetric' ? ['masquerade', 'fully-random'] : ['masquerade'];
    inside(natSpace, 'nft', 'add', 'rule', 'ip', 'nat', 'post', 'oifname', 'wan', ...masquerade);
    // A home router drops what nobody inside asked for, silently.
    inside(natSpace, 'nft', 'add', 'table', 'ip', 'guard');
    inside(natSpace, 'nft', 'add', 'chain', 'ip', 'guard', 'in', '{ type filter hook input priority 0 ; }');
    inside(natSpace, 'nft', 'add', 'rule', 'ip', 'guard', 'in', 'iifname', 'wan', 'ct', 'state', 'new', 'drop');
    inside(natSpace, 'nft', 'add', 'chain', 'ip', 'guard', 'through', '{ type filter hook forward priority 0 ; }');
    inside(natSpace, 'nft', 'add', 'rule', 'ip', 'guard', 'through', 'iifname', 'wan', 'ct', 'state', 'new', 'drop');
  }

  close();
  try {
    for (const space of spaces) {
      ip('netns', 'add', space);
      inside(space, 'ip', 'link', 'set', 'lo', 'up');
    }
    inside(names.net, 'ip', 'link', 'add', 'bridge', 'type', 'bridge');
    inside(names.net, 'ip', 'link', 'set', 'bridge', 'up');
    cable(names.gateway, 'eth0', names.net, 'p1');
    inside(names.net, 'ip', 'link', 'set', 'p1', 'master', 'bridge');
    inside(names.gateway, 'ip', 'addr', 'add', '203.0.113.1/24', 'dev', 'eth0');
    home(names.natA, names.homeA, '203.0.113.10', '10.1.0');
    home(names.natB, names.homeB, '203.0.113.20', '10.2.0');
  } catch (error) {
    close();
    throw error;
  }
  const folder = mkdtempSync(join(tmpdir(), 'pollen-lab-'));
  return {
    gatewayAddress: '203.0.113.1',
    gatewayPrefix: ['ip', 'netns', 'exec', names.gateway],
    programIn: (side, program) => {
      const path = join(folder, `${side}-${program.split('/').at(-1)}`);
      writeFileSync(path, `#!/bin/sh\nexec ip netns exec ${side === 'a' ? names.homeA : names.homeB} ${program} "$@"\n`);
      chmodSync(path, 0o755);
      return path;
    },
    close,
  };
}
