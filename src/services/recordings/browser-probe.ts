import type { Playable } from './recording-probe.ts';

/** Longest wait for the first picture, ms: the file is on this device. */
const patienceMs = 15_000;
/** Where in a film its still picture is taken, seconds: the very first is often black. */
const stillAtS = 1;

/** Plays a file as far as its first picture, in an element that nobody sees. */
export async function probeInBrowser(file: Blob): Promise<Playable | undefined> {
  const url = URL.createObjectURL(file);
  const player = document.createElement('video');
  player.muted = true;
  player.playsInline = true;
  player.preload = 'auto';
  try {
    const loaded = happens(player, 'loadeddata');
    player.src = url;
    if (!(await loaded)) return undefined;
    const { videoWidth: width, videoHeight: height } = player;
    if (width === 0 || height === 0) return { width: 0, height: 0 };
    if (player.duration > stillAtS * 2) {
      const sought = happens(player, 'seeked');
      player.currentTime = stillAtS;
      await sought;
    }
    const still = await stillOf(player, width, height);
    return { width, height, ...(still !== undefined && { pixels: still }) };
  } finally {
    player.removeAttribute('src');
    player.load();
    URL.revokeObjectURL(url);
  }
}

/** Longest side of what is kept of the picture, pixels. */
const stillSide = 64;

/** The picture of now; undefined where the browser does not hand it out. */
async function stillOf(player: HTMLVideoElement, width: number, height: number): Promise<Playable['pixels'] | undefined> {
  const scale = Math.min(1, stillSide / Math.max(width, height));
  try {
    const still = await createImageBitmap(player, {
      resizeWidth: Math.max(1, Math.round(width * scale)),
      resizeHeight: Math.max(1, Math.round(height * scale)),
    });
    return (across, down) => {
      const surface = document.createElement('canvas');
      surface.width = across;
      surface.height = down;
      const context = surface.getContext('2d');
      if (context === null) throw new Error('no 2d canvas');
      context.drawImage(still, 0, 0, across, down);
      return context.getImageData(0, 0, across, down).data;
    };
  } catch {
    return undefined;
  }
}

/** Whether it happens before an error or the end of patience. */
function happens(player: HTMLVideoElement, event: 'loadeddata' | 'seeked'): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, patienceMs, false);
  player.addEventListener(event, () => resolve(true), { once: true });
  player.addEventListener('error', () => resolve(false), { once: true });
  return promise.finally(() => clearTimeout(timer));
}
