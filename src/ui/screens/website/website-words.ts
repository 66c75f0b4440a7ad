import { unreachable } from '../../../protocol/result.ts';
import type { OriginError, WebsiteExportError } from '../../../services/app-api.ts';
import type { WebsiteReport } from '../../../services/website/check-website.ts';
import { t } from '../../text/translate.ts';

/** Why an address cannot be used, and which one can. */
export function originErrorText(error: OriginError): string {
  switch (error.type) {
    case 'not-an-address':
      return t('website.bad-address');
    case 'not-secure':
      return t('website.not-secure');
    case 'not-bare':
      return t('website.not-bare');
    case 'private':
      return t('website.private');
    case 'too-long':
      return t('website.too-long');
    case 'shared':
      return t('website.shared');
    case 'read-only':
      return t('error.read-only');
    case 'storage-full':
      return t('error.storage-full');
    default:
      return unreachable(error.type);
  }
}

/** Why there is no archive, and what to do. */
export function exportErrorText(error: WebsiteExportError): string {
  switch (error.type) {
    case 'nothing-published':
    case 'not-ready':
      return t('website.not-ready');
    case 'incomplete':
      return t('website.incomplete');
    case 'read-only':
      return t('error.read-only');
    case 'storage-full':
      return t('error.storage-full');
    case 'aborted':
      return '';
    default:
      return unreachable(error);
  }
}

export const reportTone = (report: WebsiteReport): 'good' | 'bad' =>
  report.type === 'published' && report.state !== 'older' && !report.warnings.includes('form') ? 'good' : 'bad';

/** What was found at the address, and what to do about it. */
export function reportWords(report: WebsiteReport, host: string): string {
  switch (report.type) {
    case 'unreachable':
      return t('website.unreachable', { host });
    case 'unreadable':
      return t('website.unreadable', { host });
    case 'not-ours':
      return t('website.not-ours', { host });
    case 'empty':
      return t('website.empty', { host });
    case 'web-page':
      return t('website.web-page', { host });
    case 'refused':
      return t('website.refused', { host, status: String(report.status) });
    case 'redirects':
      return t('website.redirects', { host, to: report.to });
    case 'published':
      if (report.state === 'newer') return t('website.newer');
      return report.state === 'current' ? t('website.current') : t('website.older', { count: report.behind });
    default:
      return unreachable(report);
  }
}

type Warning = Extract<WebsiteReport, { readonly type: 'published' }>['warnings'][number];

/** What other servers would stumble over; `handle` is how they name the account. */
export function warningWords(warning: Warning, handle: string): string {
  switch (warning) {
    case 'type':
      return t('website.warn-type');
    case 'webfinger':
      return t('website.warn-name', { handle });
    case 'form':
      return t('website.warn-form');
    default:
      return unreachable(warning);
  }
}
