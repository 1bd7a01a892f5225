"""Whether an address is heard on this machine alone."""

from ipaddress import ip_address


def is_this_machine(address):
    """Whether what listens there is heard on this machine alone; a name is so only if it is localhost."""
    try:
        return address == "localhost" or ip_address(address).is_loopback
    except ValueError:
        return False
