"""Today: who needs me now?"""
