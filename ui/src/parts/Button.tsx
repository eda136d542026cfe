import type { ComponentProps } from 'react';
import css from './Button.module.css';
import { classes } from './classes';

interface Props extends ComponentProps<'button'> {
  look?: 'plain' | 'quiet' | 'primary' | 'danger';
}

export function Button({ look = 'plain', className, ...rest }: Props) {
  return <button type="button" {...rest} className={classes(css.button, css[look], className)} />;
}

interface IconProps extends ComponentProps<'button'> {
  /** What it does, for screen readers and the tooltip. */
  label: string;
}

export function IconButton({ label, className, title, ...rest }: IconProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={title ?? label}
      className={classes(css.icon, className)}
    />
  );
}
