/** Draws a picture for any digest, so that the fake app needs no files. */
export async function fakePicture(digest: string): Promise<Blob | undefined> {
  if (digest === 'zQmPond2') return undefined;
  const canvas = new OffscreenCanvas(800, 560);
  const context = canvas.getContext('2d');
  if (context === null) return undefined;
  let hue = 0;
  for (const letter of digest) hue = (hue * 31 + letter.charCodeAt(0)) % 360;
  const sky = context.createLinearGradient(0, 0, 0, 560);
  sky.addColorStop(0, `hsl(${hue} 60% 85%)`);
  sky.addColorStop(0.6, `hsl(${(hue + 40) % 360} 65% 75%)`);
  sky.addColorStop(1, `hsl(${(hue + 100) % 360} 35% 45%)`);
  context.fillStyle = sky;
  context.fillRect(0, 0, 800, 560);
  for (let index = 0; index < 9; index += 1) {
    context.fillStyle = `hsl(${(hue + index * 25) % 360} 70% ${50 + index * 3}%)`;
    context.beginPath();
    context.arc(60 + index * 90, 420 - ((index * 53) % 160), 26 + ((index * 17) % 30), 0, 7);
    context.fill();
  }
  return canvas.convertToBlob({ type: 'image/webp', quality: 0.8 });
}
