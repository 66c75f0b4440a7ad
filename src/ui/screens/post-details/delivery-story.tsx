import type { ReactNode } from 'react';
import type { DeliveryView } from '../../../services/app-api.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { hostOf } from '../../text/host-of.ts';
import { t } from '../../text/translate.ts';
import styles from './delivery-story.module.css';

interface Step {
  readonly icon: IconName;
  readonly done: boolean;
  readonly title: string;
  readonly text: string;
}

/** The way of one's own post, step by step: what is done, what is still to come. */
export function DeliveryStory(props: { readonly delivery: DeliveryView }): ReactNode {
  return (
    <ol className={styles.story}>
      {stepsOf(props.delivery).map((step) => (
        <li key={step.icon} className={`${styles.step} ${step.done ? styles.done : ''}`}>
          <span className={styles.dot}>
            <Icon name={step.done ? 'check' : step.icon} size={18} />
          </span>
          <div className={styles.words}>
            <p>{step.title}</p>
            <p className={styles.small}>{step.text}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}

function stepsOf(delivery: DeliveryView): Step[] {
  const left = delivery.stage === 'published';
  const gateways = delivery.gateways.map(hostOf).join(', ');
  return [
    { icon: 'device', done: true, title: t('story.device'), text: t('story.device-text') },
    {
      icon: 'seedling',
      done: left,
      title: t('story.published'),
      text: left ? t('story.published-text') : t('story.waiting-text'),
    },
    {
      icon: 'people',
      done: delivery.people > 0,
      title: delivery.people > 0 ? t('story.people', { count: delivery.people }) : t('story.no-people'),
      text: t('story.people-text'),
    },
    {
      icon: 'globe',
      done: delivery.gateways.length > 0,
      title: delivery.gateways.length > 0 ? t('story.gateways', { gateways }) : t('story.no-gateways'),
      text: t('story.gateways-text'),
    },
  ];
}
