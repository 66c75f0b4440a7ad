// What the browser itself makes of posts: those that the app draws, as a plain page without any script.
import type { Page } from 'playwright-core';

export interface PlainPosts {
  readonly styles: string;
  /** The frame around the list, and posts of it, as markup. */
  readonly frame: string;
  readonly posts: readonly string[];
  /** Address in the markup -> the picture as a data: address. */
  readonly pictures: readonly (readonly [string, string])[];
}

/** Copies the first posts of the timeline that stands in the page, each with its pictures. */
export async function takePosts(page: Page, count: number): Promise<PlainPosts> {
  return page.evaluate(async (wanted) => {
    const posts = new Map<string, string>();
    const pictures = new Map<string, string>();
    const frames = async (number: number): Promise<void> => {
      for (let at = 0; at < number; at += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    };
    const dataOf = async (address: string): Promise<string> => {
      const reader = new FileReader();
      reader.readAsDataURL(await (await fetch(address)).blob());
      await new Promise((resolve) => reader.addEventListener('load', resolve));
      return String(reader.result);
    };
    for (let y = 0; posts.size < wanted; y += 400) {
      window.scrollTo(0, y);
      await frames(12);
      for (const place of document.querySelectorAll<HTMLElement>('[role="feed"] [data-place]')) {
        const images = [...place.querySelectorAll('img')];
        const stands = place.firstElementChild !== null && place.querySelector('[class*="placeholder"]') === null;
        if (!stands || images.some((image) => !image.complete)) continue;
        for (const { src } of images) if (!pictures.has(src)) pictures.set(src, await dataOf(src));
        posts.set(place.dataset['place'] ?? '', place.outerHTML);
      }
    }
    const frame = document.querySelector('main')?.parentElement?.cloneNode(true) as HTMLElement;
    frame.querySelector('[role="feed"]')?.replaceChildren();
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText));
    return { styles: rules.join('\n'), frame: frame.outerHTML, posts: [...posts.values()], pictures: [...pictures] };
  }, count);
}

/** Puts `count` posts into an empty page, the copies over and over. Resolves when the pictures are there. */
export async function showPosts(page: Page, { styles, frame, posts, pictures }: PlainPosts, count: number): Promise<void> {
  await page.evaluate(
    async (input) => {
      const addresses = new Map<string, string>();
      for (const [from, data] of input.pictures) addresses.set(from, URL.createObjectURL(await (await fetch(data)).blob()));
      document.head.append(Object.assign(document.createElement('style'), { textContent: input.styles }));
      document.body.innerHTML = input.frame;
      const feed = document.querySelector('[role="feed"]');
      if (feed === null) throw new Error('no list in the frame');
      feed.innerHTML = Array.from({ length: input.count }, (_, at) => input.posts[at % input.posts.length] ?? '')
        .join('')
        .replaceAll(/(?<=src=")blob:[^"]+/g, (address) => addresses.get(address) ?? '');
      const isThere = (image: HTMLImageElement): unknown =>
        image.complete || new Promise((resolve) => image.addEventListener('load', resolve));
      await Promise.all([...feed.querySelectorAll('img')].map(isThere));
    },
    { styles, frame, posts, pictures, count },
  );
}
