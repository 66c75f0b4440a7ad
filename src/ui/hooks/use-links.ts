import type { MouseEvent } from 'react';
import { useLocation, useRouter } from 'wouter';

interface LinkProps {
  readonly href: string;
  readonly onClick: (event: MouseEvent<HTMLAnchorElement>) => void;
}

/** Plain links to paths of the app, for what has several and comes by the hundred: a `Link` each would listen to the address of the page. */
export function useLinks(): (path: string) => LinkProps {
  const router = useRouter();
  const [, navigate] = useLocation();
  return (path) => ({
    href: router.hrefs(path, router),
    onClick(event) {
      // What opens elsewhere is the browser's.
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      navigate(path);
    },
  });
}
