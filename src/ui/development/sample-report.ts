import type { Did, IpnsName } from '../../protocol/brand.ts';
import type { AccountReport } from '../../protocol/conformance/report.ts';

/** A website whose server labels nothing. */
export const sampleReport: AccountReport = {
  target: 'https://me.example',
  did: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK' as Did,
  name: 'k51qzi5uqu5dh71qgwangrt6r0nd4094i88nsady6qgd1dhjcyfsaqpkx5r0cq' as IpnsName,
  username: 'ada',
  levels: { L0: 'reached', L1: 'broken', R1: 'reached' },
  findings: [
    {
      rule: 'http-type',
      clause: '7.1',
      level: 'L1',
      severity: 'error',
      file: 'https://me.example/.well-known/apgateway/did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK/outbox.jsonld',
      detail: 'Content-Type: application/octet-stream',
    },
    {
      rule: 'webfinger-missing',
      clause: '7.3',
      level: 'L1',
      severity: 'error',
      file: 'https://me.example/.well-known/webfinger?resource=acct%3Aada%40me.example',
      detail: 'answered 404',
    },
  ],
  counts: { 'http-type': 1, 'webfinger-missing': 1 },
  coverage: {
    pages: { checked: 3, total: 3 },
    objects: { checked: 48, total: 48 },
    media: { checked: 5, total: 5 },
    activities: { accepted: 54, refused: 0 },
    bytes: 140_000,
    isWhole: true,
  },
};
