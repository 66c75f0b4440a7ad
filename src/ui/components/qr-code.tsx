import { type ReactNode, useMemo } from 'react';
import { encodeQR } from 'qr';
import styles from './qr-code.module.css';

const quietZone = 3;

/** A text as a QR code, drawn as one path. */
export function QrCode(props: { readonly text: string; readonly label: string }): ReactNode {
  const { size, path } = useMemo(() => drawing(props.text), [props.text]);
  return (
    <svg className={styles.code} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={props.label} shapeRendering="crispEdges">
      <path d={path} />
    </svg>
  );
}

function drawing(text: string): { size: number; path: string } {
  const rows = encodeQR(text, 'raw', { border: quietZone, ecc: 'medium' });
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { size: rows.length, path };
}
