// The second reader of the outbox format (bridge-spec/php): every vector, and its own tests. Without PHP on this
// machine it says so and passes, but never in CI.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findTool, missingPhpExtensions } from './system-tools.mjs';

const folder = join(import.meta.dirname, '../bridge-spec/php');
const php = findTool('php');
const missing = php === undefined ? ['php'] : missingPhpExtensions();

if (php === undefined || missing.length > 0) {
  console.log(`PHP reader NOT tested: ${missing.join(', ')} missing (on Debian: apt-get install php-cli php-mbstring).`);
  process.exit(process.env.CI === 'true' ? 1 : 0);
}

const tests = spawnSync(php, ['tests/run.php'], { cwd: folder, stdio: 'inherit' });
process.exit(tests.status ?? 1);
