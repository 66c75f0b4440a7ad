import { type ReactNode, useCallback } from 'react';

/** A picture that is in memory only; decoration, as words stand beside it. */
export function BlobImage(props: { readonly blob: Blob; readonly className?: string | undefined }): ReactNode {
  const { blob, className } = props;
  const attach = useCallback(
    (image: HTMLImageElement) => {
      const url = URL.createObjectURL(blob);
      image.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [blob],
  );
  return <img ref={attach} className={className} alt="" />;
}
