/** Which way a browser installs web apps, and whether it clears what is stored by itself. */
export interface BrowserKind {
  readonly way:
    | 'ios'
    | 'mac-safari'
    | 'android-chromium'
    | 'desktop-chromium'
    | 'android-firefox'
    | 'desktop-firefox'
    | 'unknown';
  /** Deletes what is stored after seven days without a visit, unless the app is installed (WebKit's tracking prevention). */
  readonly forgets: boolean;
}

/** By the browser's own words, which is all there is: nothing but advice depends on it. */
export function browserKind(agent: string, touchPoints: number): BrowserKind {
  const mobile = /Android/.test(agent);
  // iPads say that they are Macs; no Mac has a touch screen. Every browser of these systems is WebKit.
  if (/iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && touchPoints > 1)) return { way: 'ios', forgets: true };
  if (/Firefox\//.test(agent)) return { way: mobile ? 'android-firefox' : 'desktop-firefox', forgets: false };
  if (/Chrome\/|Chromium\//.test(agent)) return { way: mobile ? 'android-chromium' : 'desktop-chromium', forgets: false };
  if (/AppleWebKit\//.test(agent)) return { way: /Macintosh/.test(agent) ? 'mac-safari' : 'unknown', forgets: true };
  return { way: 'unknown', forgets: false };
}
