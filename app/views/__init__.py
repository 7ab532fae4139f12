"""What a person sees. A view gets values, shows them, and tells by signals what was asked for; it changes nothing."""
