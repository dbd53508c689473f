"""stub."""
class Crowd:
    def __init__(self,*a):pass
    def fill(self,*a):pass
