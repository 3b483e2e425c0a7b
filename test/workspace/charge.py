def handle(event, context):
    return {"charged": event["amount"]}
