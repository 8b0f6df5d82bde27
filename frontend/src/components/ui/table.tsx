import type { ComponentProps } from "react";
import { classNames } from "@/lib/class-names";

export function Table({ className, ...rest }: ComponentProps<"table">) {
  return <table {...rest} className={classNames("w-full border-collapse text-sm", className)} />;
}

export function HeadCell({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      {...rest}
      className={classNames(
        "border-b border-line px-2 pb-2 text-left align-bottom text-xs font-medium text-ink-soft first:pl-0 last:pr-0",
        className,
      )}
    />
  );
}

export function Cell({ className, ...rest }: ComponentProps<"td">) {
  return (
    <td {...rest} className={classNames("border-b border-line px-2 py-2.5 compact:py-1 align-middle first:pl-0 last:pr-0", className)} />
  );
}

/** The cell that names its row. */
export function RowHead({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="row"
      {...rest}
      className={classNames("border-b border-line px-2 py-2.5 compact:py-1 text-left align-middle font-semibold first:pl-0 last:pr-0", className)}
    />
  );
}
