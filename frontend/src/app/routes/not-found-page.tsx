import { Link } from "react-router";
import { Card } from "@/components/ui/card";
import { messages } from "@/lib/messages";

const text = messages.common;

export function NotFoundPage() {
  return (
    <Card title={text.notFoundTitle} titleId="not-found" hint={text.notFoundBody}>
      <Link to="/allocation" className="text-sm font-medium text-accent underline underline-offset-4">
        {text.goToAllocation}
      </Link>
    </Card>
  );
}
